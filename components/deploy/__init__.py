"""Several servers of the page behind one address: ``make replicas``.

Each replica is a Streamlit process of its own, on the loopback. nginx stands before
them and keeps every visitor at one (`balancer`, ``nginx.conf``); `fleet` starts them,
looks whether they answer, and starts the dead ones again.
"""
