from .drawing import Result
from .files import Failed
from .palette import CommonPalette
from .run import Outcome, run
from .stops import Stop, read_stop
from .wish import Wish, WrongUseError

__all__ = [
    "CommonPalette",
    "Failed",
    "Outcome",
    "Result",
    "Stop",
    "Wish",
    "WrongUseError",
    "read_stop",
    "run",
]
