-- How long findings take to be closed, in days, by grade.
select grade, sum(case when closed_on is not null then 1 else 0 end) as closed,
  round(avg(case when closed_on is not null then age end), 1) as mean_days, max(case when closed_on is not null then age end) as longest,
  sum(case when closed_on is null then 1 else 0 end) as still_open, sum(case when overdue then 1 else 0 end) as overdue
from findings
where as_of = (select max(as_of) from findings)
group by grade
order by grade
