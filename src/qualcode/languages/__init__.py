"""Languages: what is particular to one, a pack each; word lists lie in `words/`, plain files that anyone can extend."""
