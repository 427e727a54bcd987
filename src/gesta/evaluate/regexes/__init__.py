"""Every regular expression of Gesta: which there are, and whether any text makes one slow."""
