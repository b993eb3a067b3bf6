"""SourceImage + centers -> QuantizedImage: every pixel in a color of the palette."""
