"""The format of Upbit's frames and rows: encode, decode, and salvage readable parts. Pure."""
