"""我为政府网站找错: the portal's register of messages about its own mistakes."""
