"""Every function of template.yaml on this machine, and the pages."""
