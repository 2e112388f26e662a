"""What words stand for: names, pronouns, descriptions, governments by their capitals, what stands beside a noun."""
