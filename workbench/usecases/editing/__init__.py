"""What people change in a study: change sets, what they cost said first, and the words for them."""
