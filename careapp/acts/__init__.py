"""What Care does, each in one transaction: the practice decides, the store keeps, posts show it."""
