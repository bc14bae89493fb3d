"""The screens: the course map, a lesson, and the small ones that open over them."""
