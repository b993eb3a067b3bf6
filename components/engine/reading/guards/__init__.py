"""What a file asks for, found in its bytes before any decoder sees it."""
