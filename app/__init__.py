"""Everything a person sees. torch never enters this process: see docs/adr/0001."""
