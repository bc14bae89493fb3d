def last_moment(alan, frozen):
    return 2
