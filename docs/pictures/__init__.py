"""The pictures of the documents and the walk through Alice's story, made from the course itself.

python -m docs.pictures
"""
