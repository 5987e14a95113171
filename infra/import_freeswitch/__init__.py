"""From a static FreeSWITCH configuration to a provisioning file: read, translate, name everything else."""
