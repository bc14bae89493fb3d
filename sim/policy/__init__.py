"""IAM's JSON policies: read a document, match it against a request, decide, and say why.

Source: the IAM User Guide's "IAM JSON policy reference"; each module names the pages it follows and where it had to
choose. `document.parse` reads, `evaluate.evaluate` decides, `explain.explain` gives the reasons.
"""
