"""Several servers of the page behind one address.

Each replica is a Streamlit process of its own, on the loopback. nginx stands before
them and keeps every visitor at one (``nginx.conf``, filled in by `nginx`). On a host
systemd keeps them running (``systemd/``), elsewhere supervisord does (`fleet`):
``make replicas``. How to host the page stands in ``README.md``.
"""
