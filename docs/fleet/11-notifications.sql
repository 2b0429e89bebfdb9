-- Incidents that somebody had to be told of, and whether that was in time.
select n.programme, n.incident, i.severity, n.obligation, n.within_hours, n.state
from notifications n
join incidents i on i.programme = n.programme and i.as_of = n.as_of and i.id = n.incident
where n.as_of = (select max(as_of) from incidents)
order by n.programme, n.incident, n.obligation
