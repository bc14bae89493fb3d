"""The commands of `mfa-course`, one module each; imported only when they run."""
