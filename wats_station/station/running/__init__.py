"""The processes of this program that run on this machine: found, ended in peace, started again."""
