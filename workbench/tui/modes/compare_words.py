"""What Compare mode asks, and what it says where there is nothing to compare yet."""

ASKED = {
    "open": "Open a round for {who}: what it is about, then Enter (Esc leaves). Until it is revealed each sees their "
    "own scores. :rounds open --with ANALYST, once for each, chooses others.",
    "reveal": "Type yes to reveal everybody's scores. It cannot be unseen. (Esc leaves)",
    "close": "Type yes to close the round. (Esc leaves)",
}

NEXT_OF_ROUND = {
    "open": "{reveal} reveals the round to everybody, once all have scored.",
    "revealed": "Talk ({talk}) lists the widest cells; {agree} there writes down what was settled. {close} closes "
    "the round.",
    "closed": "{open} opens a round: until it is revealed each analyst sees their own scores only.",
}
"""Which keys go on from a round, by its state."""

NO_GAINS = (
    "No gains and burdens to set against each other yet. In Study (F9), on the page Sides, a adds each side; on the "
    "page Criteria, give each side one criterion of what it gains and one of what it bears (Whose: that side), then C "
    "adds proportionality, computed from them."
)
NO_MATRIX = (
    "No matrix yet: no criterion says which government answers to which public. In Study (F9), on the page Criteria, "
    "open a criterion with Enter and give “Who answers to whom”, for example {pair}."
)
NO_SIDES = "No matrix of who answers to whom: the study has no sides. In Study (F9), on the page Sides, a adds them."
