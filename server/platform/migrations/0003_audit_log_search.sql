-- The audit log is read by period and by the kind of what was changed. Both begin at an index, like the
-- other filters.

-- Where a period begins and ends in the numbers of the entries. Moments and numbers run almost in step.
CREATE INDEX audit_log_at ON platform.audit_log (at);
-- 'product' of 'product:<id>'.
CREATE INDEX audit_log_kind ON platform.audit_log (split_part(subject, ':', 1), seq);
