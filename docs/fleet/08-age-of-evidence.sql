-- How old evidence is, and how much of it counts today.
select programme, count(*) as pieces, sum(case when counts then 1 else 0 end) as counting,
  round(avg(age), 1) as mean_age, max(age) as oldest
from evidence
where as_of = (select max(as_of) from evidence)
group by programme
order by programme
