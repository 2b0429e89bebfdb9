-- Who accepts risks: how many, how many of them above the appetite, and how many no longer count.
select programme, coalesce(accepted_by, 'nobody') as accepted_by, count(*) as risks,
  sum(case when above_appetite then 1 else 0 end) as above_appetite,
  sum(case when acceptance = 'valid' then 0 else 1 end) as not_valid
from risks
where as_of = (select max(as_of) from risks) and acceptance <> 'none'
group by programme, coalesce(accepted_by, 'nobody')
order by programme, accepted_by
