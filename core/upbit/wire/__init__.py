"""The format of Upbit's frames and rows: encode, decode, salvage what can be read. Pure."""
