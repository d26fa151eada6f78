"""What tells who somebody is: finding it in texts, and searching files for what must not be left in them."""
