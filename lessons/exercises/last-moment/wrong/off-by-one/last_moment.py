def last_moment(alan, frozen):
    for steps in range(10):
        frozen.tick(300)
        code = alan.phone.code()
        frozen.tick(30 * steps)
        if alan.sign_in(code).status:
            return steps or None
    return None
