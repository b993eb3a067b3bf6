"""What is wrong with something that a file tells of its colors."""


class OthersRefuseError(ValueError):
    """It is of no use, and decoders refuse the whole picture for it.

    Here it is taken out before they see it.
    """
