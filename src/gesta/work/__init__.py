"""Work put off: a queue of jobs in the project's own PostgreSQL database, and workers that take them."""
