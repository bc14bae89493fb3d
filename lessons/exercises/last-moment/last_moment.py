"""The last moment of a code.

Alan reads a code from his phone, and is slow to type it. How many steps of 30 seconds may pass before AWS refuses it?
Find out by trying, with time frozen: `frozen` is what freezegun's freeze_time gave, and service time follows it.

    frozen.tick(30)              # half a minute passes
    alan.phone.code()            # what his phone shows now
    alan.sign_in(code)           # .status is 0 when AWS took the code

Mind two things. AWS takes each code once, so that every try wants a code that nobody has used. And after nine tries it
listens to no code of this device until the next full three minutes.
"""


def last_moment(alan, frozen) -> int | None:
    """Give the largest number of steps after which a code is still taken; None when it is refused at once."""
    return -1
