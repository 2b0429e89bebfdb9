-- Risks above the appetite, by entity and day.
-- The entity is the tag of that name in fleet.yaml, else the programme.
select p.as_of, coalesce(t.value, p.programme) as entity, sum(p.risks) as risks, sum(p.above_appetite) as above_appetite
from programmes p
left join programme_tags t on t.programme = p.programme and t.as_of = p.as_of and t.tag = 'entity'
group by p.as_of, coalesce(t.value, p.programme)
order by p.as_of, entity
