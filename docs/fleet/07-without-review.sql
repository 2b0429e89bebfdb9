-- Programmes that no management has reviewed, or no internal audit has looked at, for a year.
select programme, organisation, days_since_review, days_since_internal_audit
from programmes
where as_of = (select max(as_of) from programmes)
  and (days_since_review is null or days_since_review > 365 or days_since_internal_audit is null or days_since_internal_audit > 365)
order by programme
