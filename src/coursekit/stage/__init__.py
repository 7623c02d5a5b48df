"""The room: an audience that votes, discusses and votes again. A pure state with a thin server around it.

`ballots` says what can be put to the vote, `room` is the state and its steps, `views` what a phone and the lecturer may
see of it, `tallies` counts; `journal` keeps it on disk, `server` lets phones in, `link` is the lecturer's side of it.
"""
