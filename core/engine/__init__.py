"""The subscription engine: registrations in, one merged subscription per connection out. May await."""
