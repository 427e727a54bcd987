"""Archives of pages to a partitioned data set of incidents, in pieces that any number of workers share."""
