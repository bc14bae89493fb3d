def last_moment(alan, frozen):
    code = alan.phone.code()
    last = None
    for steps in range(10):
        if alan.sign_in(code).status:
            break
        last = steps
        frozen.tick(30)
    return last
