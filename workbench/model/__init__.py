"""What a study is, and the records that results come in."""
