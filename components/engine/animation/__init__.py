"""Pictures that move: all frames of a GIF, APNG or WebP, in one palette.

Data flows one way::

    bytes --read_animation--> Animation --count_frames--> ColorTable
    Animation + centers --draw_frames--> QuantizedImages --encode_animation--> bytes

A file of moving pictures is a list of stills, each with a place on a canvas, and what
is done with the canvas before and after. So a frame's own picture is made a file by
itself, and is read by what reads all pictures (`parts`); what stands on the canvas then
is put together here, alike for all three formats (`canvas`). Files are written the same
way: of each frame only the rectangle that changes (`changes`).
"""
