-- Exposures are deleted with the events of their day.
CREATE INDEX exposures_by_time ON recommendations.exposures (at);
