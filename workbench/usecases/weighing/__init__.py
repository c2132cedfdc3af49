"""The weights of a study while they are asked for: the tree with its answers, and the words around them."""
