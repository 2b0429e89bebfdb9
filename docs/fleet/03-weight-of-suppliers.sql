-- One supplier over all programmes: in how many it serves, and what depends on it there.
select lower(coalesce(name, id)) as supplier, count(distinct programme) as programmes, sum(provides) as provides,
  sum(depending) as depending, sum(risks) as risks,
  sum(case when criticality in ('high', 'critical') then 1 else 0 end) as critical,
  sum(case when overdue then 1 else 0 end) as reviews_overdue
from suppliers
where as_of = (select max(as_of) from suppliers)
group by lower(coalesce(name, id))
order by programmes desc, depending desc, supplier
