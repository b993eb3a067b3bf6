"""Color told other than by a profile: by EXIF, by chunks of a PNG, by code points."""
