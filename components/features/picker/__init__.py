"""Which picture: samples and the uploader."""
