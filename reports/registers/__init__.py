"""The books that the law wants kept (sổ theo dõi): each a file here, its columns measures known."""
