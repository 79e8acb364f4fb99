"""De telregels: van tabellen naar aantallen. Elke regel kent tabellen, kwartalen en normen, nooit een bestand."""

__all__ = ["bevolking", "financien", "instroom", "looptijd", "participatie", "taskforce", "tekening", "triage"]
