"""Amazon S3: buckets and the objects in them."""
