"""One palette for many pictures: on a sheet that follows the slider."""
