"""What stands between the sides: shares, zones, compromise, packages, accountability."""
