-- Who has taken what they must take, in percent of those who must.
select programme, sum(people) as people, sum(in_time) as in_time, sum(joining) as joining, sum(missing) as missing,
  case when sum(people) > 0 then round(100.0 * sum(in_time) / sum(people), 1) end as percent
from trainings
where as_of = (select max(as_of) from trainings)
group by programme
order by programme
