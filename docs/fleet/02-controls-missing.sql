-- Controls that are not in place, or were not shown to work, where a risk above the appetite rests on them.
select c.programme, r.id as risk, r.current_level as level, c.control, coalesce(c.status, 'unknown') as status,
  coalesce(c.verification, 'no-test') as verification
from risk_controls c
join risks r on r.programme = c.programme and r.as_of = c.as_of and r.id = c.risk
where r.as_of = (select max(as_of) from risks) and r.above_appetite
  and (coalesce(c.status, 'unknown') <> 'implemented' or coalesce(c.verification, 'no-test') <> 'passed')
order by c.programme, r.id, c.control
