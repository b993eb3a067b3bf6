"""The slider that everything follows."""
