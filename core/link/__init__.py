"""One connection to an exchange: dial, proxy, certificates, heartbeat, redial. May await; knows no market."""
