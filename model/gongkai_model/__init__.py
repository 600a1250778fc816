"""What a portal publishes: records, their texts, organs, dates, numbers and relations."""
