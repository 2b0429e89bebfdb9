//! What each control of Annex A is about, in words of our own: ISO's text is copyrighted and not part of `isms`.
//! The facts about the controls are in `annex_a`, in the same order.

use crate::model::annex_a;

/// A control explained.
#[derive(Debug)]
pub struct Guidance {
    /// `A.5.1`
    pub id: &'static str,
    /// What it is about.
    pub asks: &'static str,
    /// What typically shows that it works.
    pub evidence: &'static [&'static str],
    /// What an auditor asks.
    pub questions: &'static [&'static str],
}

/// The words on the control with this id.
pub fn by_id(id: &str) -> Option<&'static Guidance> {
    let control = annex_a::by_id(id)?;
    WORDS.iter().find(|words| words.id == control.id)
}

/// In the order of [`annex_a::ANNEX_A`].
pub static WORDS: &[Guidance] = &[
    Guidance {
        id: "A.5.1",
        asks: "A set of approved rules for security: one policy at the top, topic policies under it. People know the \
            ones that concern them, and somebody looks at each again at fixed times and after big changes.",
        evidence: &[
            "The master policy and the topic policies, each with version, owner and approval",
            "Who was told about which policy and when, and acknowledgements of the current version",
            "Dates and outcomes of the last policy reviews",
        ],
        questions: &[
            "Who approved this policy, and has it been edited since?",
            "Ask a member of staff: where do you find the policies, and which of them concern your work?",
        ],
    },
    Guidance {
        id: "A.5.2",
        asks: "Every security task has somebody who knows that it is theirs, with the authority and time to do it.",
        evidence: &[
            "Role descriptions with duties, holders and deputies",
            "An organisation chart or responsibility matrix that agrees with the owners named in registers",
            "Appointment letters or job descriptions that mention security duties",
        ],
        questions: &[
            "Who stands in when the security manager is away?",
            "Choose an owner from the register and ask them what they answer for.",
        ],
    },
    Guidance {
        id: "A.5.3",
        asks: "Work is split so that one person cannot both cause and hide a mistake or a fraud. Where the team is too \
            small for that, something else compensates.",
        evidence: &[
            "A list of duties that must not meet in one person",
            "Role and permission settings of finance, admin and deployment systems",
            "For unavoidable overlaps: an exception with a compensating check, such as a review of logs",
        ],
        questions: &[
            "Can somebody here request, approve and carry out the same change or payment?",
            "What do you do where the team is too small to split the work?",
        ],
    },
    Guidance {
        id: "A.5.4",
        asks: "Managers make sure that their own people follow the security rules, by briefing them, giving them the \
            means and acting when rules are ignored.",
        evidence: &[
            "Security among the goals, briefings or onboarding lists that managers keep",
            "Messages from managers about security matters",
            "Training completion and open actions by department, as shown to its head",
        ],
        questions: &[
            "As head of this department, how do you know that your people follow the policy?",
            "What did you do the last time somebody did not?",
        ],
    },
    Guidance {
        id: "A.5.5",
        asks: "It is known beforehand which authorities must or may be contacted, for what, by whom and how fast.",
        evidence: &[
            "A contact list: supervisory and data protection authority, police, national CERT, emergency services",
            "Notification duties and deadlines tied to the obligations they come from",
            "A record of the last contact or of an exercise in which contacts were checked",
        ],
        questions: &[
            "Who calls the authority at three in the morning, and where is the number if the network is down?",
            "When was the contact list last checked?",
        ],
    },
    Guidance {
        id: "A.5.6",
        asks: "The organisation stays in touch with people who know more: professional groups, sector exchanges, \
            product security lists.",
        evidence: &[
            "Memberships and subscriptions, each with the person who follows it",
            "Examples of advice received and what was done with it",
        ],
        questions: &[
            "Give an example of something you learnt from such a group and acted on.",
            "Who reads these lists, and who reads them during holidays?",
        ],
    },
    Guidance {
        id: "A.5.7",
        asks: "Information about current threats is gathered, judged for its relevance here and passed to those who can \
            act, from strategy down to block lists.",
        evidence: &[
            "The list of sources, with who follows them and how often",
            "Threat summaries or tickets that show a judgement and a decision",
            "Risks, detection rules or patches that were changed because of such information",
        ],
        questions: &[
            "Which threat report of the last months changed anything here?",
            "How does this information reach the risk assessment?",
        ],
    },
    Guidance {
        id: "A.5.8",
        asks: "Security is part of running a project, whatever the project is about: risks are looked at early and \
            requirements are tracked to the end.",
        evidence: &[
            "A project template or stage gate with a security check",
            "Risk assessment and security requirements of a recent project",
            "Sign-off before go-live, with open points and their owners",
        ],
        questions: &[
            "Choose a running project: when was security first considered, and by whom?",
            "What happens to a project that skips the check?",
        ],
    },
    Guidance {
        id: "A.5.9",
        asks: "You know what you have: information, systems, services and equipment are listed, kept up to date and owned by somebody.",
        evidence: &[
            "The asset register with owners and the date of the last check",
            "A comparison of the register with discovery tools, the cloud console or purchasing",
            "Additions and removals over the last months",
        ],
        questions: &[
            "Choose a device or cloud account at random: is it in the register?",
            "What keeps the register up to date when nobody thinks of it?",
        ],
    },
    Guidance {
        id: "A.5.10",
        asks: "People know what they may and may not do with information and equipment, and how each class of \
            information is to be handled.",
        evidence: &[
            "The acceptable use rules in writing, and who agreed to them",
            "Handling rules for each class: storing, sending, copying, deleting",
            "Training material that covers them",
        ],
        questions: &[
            "Ask a member of staff: may you put this document into an online translator or a chatbot?",
            "How do contractors learn these rules?",
        ],
    },
    Guidance {
        id: "A.5.11",
        asks: "Whoever leaves or changes jobs gives back what belongs to the organisation, including copies of data and \
            knowledge that only they hold.",
        evidence: &[
            "Leaver checklists with items returned and dates",
            "Asset assignments that closed when the person left",
            "For private devices: confirmation that company data were removed",
        ],
        questions: &[
            "Take three leavers of this year: what did they hold, and when did it come back?",
            "What about freelancers and the devices of suppliers?",
        ],
    },
    Guidance {
        id: "A.5.12",
        asks: "Information is sorted into a few classes by how much harm its loss, change or disclosure would do, so \
            that effort goes where it matters.",
        evidence: &[
            "The classification scheme with criteria and examples",
            "Classes recorded in the asset register and on documents",
            "Reviews of classes that changed over time",
        ],
        questions: &[
            "How does an author decide between two classes?",
            "Which information is in the highest class, and how is it treated differently?",
        ],
    },
    Guidance {
        id: "A.5.13",
        asks: "The class of a piece of information can be seen by people and, where useful, by systems.",
        evidence: &[
            "The labelling rules, with cases in which no label is needed",
            "Labelled documents, mails, exports and media",
            "Settings of labelling tools and templates",
        ],
        questions: &[
            "Open a document from the file share: how can the reader tell its class?",
            "What is done with information that arrives from outside with a foreign label?",
        ],
    },
    Guidance {
        id: "A.5.14",
        asks: "Information that moves, by mail, upload, parcel or word of mouth, is protected on the way and reaches \
            only those it is meant for.",
        evidence: &[
            "Transfer rules for each channel and class",
            "Agreements with regular recipients",
            "Mail and file sharing settings: encryption, external links, expiry",
        ],
        questions: &[
            "How do you send a confidential file to a customer, and how do you know that it reached the right one?",
            "Which channels are not allowed, and how is that enforced?",
        ],
    },
    Guidance {
        id: "A.5.15",
        asks: "There are rules on who may get at what and why, based on need, for systems as well as rooms. The \
            settings follow the rules.",
        evidence: &[
            "The access control policy",
            "Role or group definitions with the owner who decides on them",
            "A sample that compares actual access with what the rule says",
        ],
        questions: &[
            "Who decides who gets access to this system, and by which rule?",
            "Where do the settings differ from the policy, and is that approved?",
        ],
    },
    Guidance {
        id: "A.5.16",
        asks: "Every identity, of a person or a machine, is created for a reason, belongs to one user or owner and \
            disappears when the reason ends.",
        evidence: &[
            "The joiner, mover and leaver process with recent examples",
            "A list of accounts matched against the staff list",
            "Shared and service accounts with owner and reason",
        ],
        questions: &[
            "Show an account that belongs to nobody on the staff list. Why does it exist?",
            "How long after the last working day is an identity closed?",
        ],
    },
    Guidance {
        id: "A.5.17",
        asks: "Passwords, keys, tokens and recovery codes are handed out safely, kept secret by their users and changed \
            when they may be known to others.",
        evidence: &[
            "Rules for users on passwords and other secrets",
            "How first secrets and resets are issued and how identity is checked before that",
            "Password manager or vault in use, with its settings",
        ],
        questions: &["I call the help desk and say that I lost my password. What happens?", "Where do the secrets of applications live?"],
    },
    Guidance {
        id: "A.5.18",
        asks: "Access is granted on approval, changed with the job, looked through regularly by those who answer for \
            the data, and removed on time.",
        evidence: &[
            "Requests and approvals for a sample of users",
            "Records of access reviews with removals that followed",
            "Leaver dates against the dates on which accounts were disabled",
        ],
        questions: &[
            "Show the last access review: what was removed because of it?",
            "Take somebody who changed department: what did they lose?",
        ],
    },
    Guidance {
        id: "A.5.19",
        asks: "The risks of using suppliers are known and handled, with more care the more a supplier can see, change or interrupt.",
        evidence: &[
            "The supplier register with services, access and criticality",
            "Assessments made before suppliers were chosen",
            "The process from selection to termination",
        ],
        questions: &[
            "Which suppliers could stop your service or leak your data?",
            "How was the last new supplier checked, and before or after signing?",
        ],
    },
    Guidance {
        id: "A.5.20",
        asks: "What a supplier has to do for security is written into the contract, to an extent that fits the risk.",
        evidence: &[
            "Contracts with security terms: notification, audit, subcontractors, return of data",
            "Data processing agreements where personal data are involved",
            "A list of contracts without such terms, with a decision for each",
        ],
        questions: &[
            "Where does the contract say how fast the supplier must report an incident?",
            "What did you do where the supplier accepts only its own terms?",
        ],
    },
    Guidance {
        id: "A.5.21",
        asks: "Risk does not stop at the direct supplier: components, subcontractors and updates of hardware and \
            software are considered too.",
        evidence: &[
            "Known subcontractors and components of critical services, such as a bill of materials",
            "Requirements passed on to suppliers of hardware and software",
            "Checks of origin and integrity, such as signatures on updates",
        ],
        questions: &[
            "Which companies stand behind your most critical supplier?",
            "How do you learn of a weakness in a component you did not choose yourself?",
        ],
    },
    Guidance {
        id: "A.5.22",
        asks: "Suppliers are watched after signing: what they deliver, how their security develops, and what their \
            changes mean for you.",
        evidence: &[
            "Review records with results, at intervals that fit criticality",
            "Service reports, certificates and audit reports, read and commented on",
            "Supplier changes that were assessed for risk",
        ],
        questions: &[
            "When did you last read this supplier's audit report, and what was in its exceptions?",
            "What did you do after the supplier's last change or incident?",
        ],
    },
    Guidance {
        id: "A.5.23",
        asks: "Cloud services are chosen, set up, used and left in a controlled way, with clarity about which side does what.",
        evidence: &[
            "The list of cloud services in use, approved and found",
            "The split of responsibilities for each important service",
            "Baseline settings and the exit plan with a way to get the data out",
        ],
        questions: &[
            "Who secures the configuration of this service, you or the provider?",
            "How would you leave this provider, and how long would it take?",
        ],
    },
    Guidance {
        id: "A.5.24",
        asks: "Before anything happens, it is settled who does what in an incident, with which tools, channels and authority.",
        evidence: &[
            "The incident management plan with roles, grades and escalation",
            "Contact and on-call lists",
            "Exercises with results and the changes that followed",
        ],
        questions: &["Who may decide to take the service off the net?", "When was the plan last exercised, and what went wrong?"],
    },
    Guidance {
        id: "A.5.25",
        asks: "Somebody looks at each event and decides, by agreed criteria, whether it is an incident and how serious it is.",
        evidence: &[
            "Criteria and grading scheme",
            "A sample of events with the decision, its reason and who took it",
            "Time from report to decision",
        ],
        questions: &["Show an event that was judged not to be an incident. Why not?", "Who takes this decision outside working hours?"],
    },
    Guidance {
        id: "A.5.26",
        asks: "Incidents are handled the way the written procedures say: contain, inform, remove the cause, restore, keep a log.",
        evidence: &[
            "Response procedures for the most likely kinds of incident",
            "Incident records with a timeline from detection to closure",
            "Notifications sent to customers and authorities, with times",
        ],
        questions: &[
            "Walk me through your last serious incident. Where did you leave the procedure?",
            "Who was informed, and how long did it take?",
        ],
    },
    Guidance {
        id: "A.5.27",
        asks: "Each incident is used to make the next less likely or less harmful, and patterns across incidents are looked for.",
        evidence: &[
            "Reviews after incidents with causes and actions",
            "Risks and controls that changed because of an incident",
            "Statistics on type, number and cost of incidents",
        ],
        questions: &["What is different today because of your last incident?", "Which cause appears more than once?"],
    },
    Guidance {
        id: "A.5.28",
        asks: "Material that might be needed in court or in a disciplinary case is found, taken and kept so that nobody can doubt it.",
        evidence: &[
            "A procedure or a contract with a forensic specialist",
            "Chain of custody records, hash values, safe storage",
            "Training of those who are first on the scene",
        ],
        questions: &[
            "Would you switch off an infected laptop? Who decides?",
            "How would you prove that a log was not changed after it was taken?",
        ],
    },
    Guidance {
        id: "A.5.29",
        asks: "Security does not lapse while the business runs in emergency mode: what must stay protected is planned for.",
        evidence: &[
            "Continuity plans that say which protections hold or what replaces them",
            "Exercises in which security was part of the script",
            "Emergency access with its approval and its withdrawal afterwards",
        ],
        questions: &[
            "While you work from the recovery site, who controls access and who reads the logs?",
            "Which protections do you give up in an emergency, and who approved that?",
        ],
    },
    Guidance {
        id: "A.5.30",
        asks: "IT can be brought back in the time and to the state that the business needs, and this has been tried.",
        evidence: &[
            "Business impact analysis with recovery times and acceptable data loss",
            "Recovery plans for the systems concerned",
            "Test results against those targets",
        ],
        questions: &[
            "Where do these recovery times come from, and who in the business agreed to them?",
            "Show the last test in which a target was missed. What followed?",
        ],
    },
    Guidance {
        id: "A.5.31",
        asks: "Laws, regulations and contracts that touch security are listed and kept current, and for each it is \
            clear how it is met.",
        evidence: &[
            "The obligations register with source, owner and the way each is met",
            "The way changes in law are noticed",
            "Security duties taken from customer contracts, and rules on cryptography abroad",
        ],
        questions: &[
            "Choose a customer contract: where are its security duties in your register?",
            "How did you learn of the last change in the law?",
        ],
    },
    Guidance {
        id: "A.5.32",
        asks: "Software, texts, images and designs of others are used only as licensed, and your own are protected.",
        evidence: &[
            "Licence inventory compared with installations or seats",
            "Open source licences of shipped components and the rules for them",
            "Rules for staff on copying and on the use of outside material",
        ],
        questions: &[
            "How do you know that you do not use more licences than you paid for?",
            "Which licence terms come with the components of your product?",
        ],
    },
    Guidance {
        id: "A.5.33",
        asks: "Records that must be kept survive unchanged and readable for as long as required, and no longer than allowed.",
        evidence: &[
            "The retention schedule with periods and reasons",
            "Storage with protection against change and early deletion",
            "Proof of disposal when the period ended",
        ],
        questions: &["Show a record that is five years old. Can you still open it?", "Who could delete or alter it?"],
    },
    Guidance {
        id: "A.5.34",
        asks: "Personal data are handled as the law and agreements demand, with somebody responsible and the processing known.",
        evidence: &[
            "Records of processing activities and impact assessments",
            "Privacy policy, notices and data processing agreements",
            "Handled requests of data subjects, with dates",
        ],
        questions: &[
            "Which personal data does this system hold, why, and for how long?",
            "Who advises on data protection, and does the ISMS use that advice?",
        ],
    },
    Guidance {
        id: "A.5.35",
        asks: "From time to time people without a stake in the result look at the whole approach to security and tell \
            management what they found.",
        evidence: &[
            "Reports of independent reviews: internal audit, group audit, external assessor",
            "Proof of independence of the reviewers",
            "Actions that followed, with their state",
        ],
        questions: &["Who reviewed the security manager's own work?", "Was there an additional review after the last big change?"],
    },
    Guidance {
        id: "A.5.36",
        asks: "Managers and owners check that the rules are followed in their area and technical standards are met; \
            where not, the cause is dealt with.",
        evidence: &[
            "Compliance checks by process and system owners, with dates and results",
            "Technical scans against configuration standards",
            "Findings with cause, action and a check of the result",
        ],
        questions: &["When did you last check that your own department follows this policy?", "What did you find, and what was the cause?"],
    },
    Guidance {
        id: "A.5.37",
        asks: "Tasks that must be done the same way each time, or by somebody else tomorrow, are written down and \
            available where they are done.",
        evidence: &[
            "Operating procedures for backup, restore, patching, start-up, monitoring, emergencies",
            "Version, owner and last review of each",
            "An observed run that follows the procedure",
        ],
        questions: &[
            "Show me how you do this task. Where is it written down?",
            "Could your deputy do it tomorrow from the document alone?",
        ],
    },
    Guidance {
        id: "A.6.1",
        asks: "Before people get access, and where needed again later, their background is checked as far as law, role and risk allow.",
        evidence: &[
            "The screening rule by role, with legal basis",
            "Proof that checks were done before the first day, for a sample",
            "The same for contractors and agency staff",
        ],
        questions: &[
            "What is checked for somebody with administrator rights, and what for a trainee?",
            "What do you do when a check is not finished on the first day?",
        ],
    },
    Guidance {
        id: "A.6.2",
        asks: "Contracts of work say what the person and the organisation owe each other in security.",
        evidence: &[
            "Contract templates with security and confidentiality duties",
            "Signed contracts for a sample of staff and contractors",
            "A code of conduct or annex referred to by the contract",
        ],
        questions: &[
            "Where in the contract do security duties stand, and what about people hired before they were added?",
            "Which of the duties go on after the end of the contract?",
        ],
    },
    Guidance {
        id: "A.6.3",
        asks: "People learn what they need to act securely in their own job, at the start and regularly, and it is \
            checked that they understood.",
        evidence: &[
            "The training plan by audience, with intervals",
            "Completion records, including new starters and contractors",
            "Results of quizzes, phishing tests or observations, and what followed",
        ],
        questions: &[
            "Ask a member of staff: what would you do with a suspicious mail?",
            "What do developers or administrators learn beyond the general course?",
        ],
    },
    Guidance {
        id: "A.6.4",
        asks: "There is a known, fair and graded way to deal with people who break security rules, and it is used.",
        evidence: &[
            "The disciplinary procedure, agreed with HR and staff representatives where needed",
            "Proof that staff know of it",
            "Cases in anonymous form, or a statement that there were none",
        ],
        questions: &[
            "How is it decided whether a breach was a mistake or intent?",
            "Who decides on the sanction, and who checks that it is fair?",
        ],
    },
    Guidance {
        id: "A.6.5",
        asks: "Duties that outlive a job, such as secrecy, are settled in contract and recalled when people leave or move.",
        evidence: &[
            "Contract clauses on duties after the end",
            "Exit talks or letters with a reminder",
            "Notice to customers and partners where the person was their contact",
        ],
        questions: &["What are people told on their last day?", "What happens to the old duties of somebody who moves to another team?"],
    },
    Guidance {
        id: "A.6.6",
        asks: "Those who get to see confidential matters have promised in writing to keep them, in terms that fit the \
            case and remain valid.",
        evidence: &[
            "Signed agreements for staff, contractors, suppliers and visitors who need one",
            "The template with its last legal review",
            "A register showing who signed what and until when",
        ],
        questions: &["Who can see this data without having signed anything?", "When did a lawyer last look at the template?"],
    },
    Guidance {
        id: "A.6.7",
        asks: "Work outside the office is allowed under rules that cover the place, the device, the connection and the people around.",
        evidence: &[
            "The remote work policy and who it applies to",
            "Device settings: disk encryption, VPN or zero trust access, screen lock",
            "Guidance on home offices, trains and foreign countries",
        ],
        questions: &[
            "Ask a remote worker: who else can see your screen, and where are your papers?",
            "Which data may not be worked on away from the office?",
        ],
    },
    Guidance {
        id: "A.6.8",
        asks: "Everybody can report something odd quickly and simply, knows how, and does so without fear of blame.",
        evidence: &[
            "The reporting channel, known to staff and contractors",
            "Reports received, by date and by source",
            "Feedback given to those who reported",
        ],
        questions: &[
            "Ask a member of staff: to whom would you report a lost phone, and how soon?",
            "How many reports came from staff last quarter, and is that number plausible?",
        ],
    },
    Guidance {
        id: "A.7.1",
        asks: "Areas that hold sensitive things have a defined boundary, and the boundary is as strong as what it protects.",
        evidence: &[
            "Floor plans with zones",
            "A walk-round: doors, windows, roof, walls up to the ceiling",
            "Checks of alarms and fire doors",
        ],
        questions: &["Where does the public area end?", "Where is the weakest point of this boundary?"],
    },
    Guidance {
        id: "A.7.2",
        asks: "Only those who should get into an area get in, and it is known who was there; deliveries and visitors are looked after.",
        evidence: &[
            "Rules for granting, changing and withdrawing entry",
            "Badge or key lists, reviewed and matched with staff",
            "Visitor log and the way deliveries are received",
        ],
        questions: &["Who may enter the server room, and who did so last month?", "What happens when a badge or key is lost?"],
    },
    Guidance {
        id: "A.7.3",
        asks: "Offices and rooms are laid out and locked so that outsiders neither get in nor learn what is inside.",
        evidence: &[
            "Room plans that show where sensitive work is done",
            "Locks, blinds, discreet signs, sound protection where talks are confidential",
            "Results of walk-rounds",
        ],
        questions: &["Can this screen or conversation be followed from outside?", "What do signs and directories tell a stranger?"],
    },
    Guidance {
        id: "A.7.4",
        asks: "Premises are watched, by people, cameras or alarms, so that an intruder is noticed, and the watching \
            itself is lawful and tested.",
        evidence: &[
            "The plan of sensors and cameras with what they cover",
            "Alarm tests and maintenance",
            "Notices, retention times and privacy assessment for recordings",
        ],
        questions: &["When was the alarm last tested, and who came?", "Who can see the recordings, and when are they deleted?"],
    },
    Guidance {
        id: "A.7.5",
        asks: "Fire, water, storm, heat, unrest and the like have been thought about for each site, and protection is in place.",
        evidence: &[
            "A risk assessment of the sites, climate included",
            "Fire detection, extinguishers, water sensors, surge protection with maintenance dates",
            "Advice from experts or insurers and what was done with it",
        ],
        questions: &[
            "What is above, below and beside this server room?",
            "Which natural hazards does this site have, and where do you know that from?",
        ],
    },
    Guidance {
        id: "A.7.6",
        asks: "In secure areas there are rules on how to behave: who may be alone there, what may be brought in, \
            whether pictures may be taken.",
        evidence: &[
            "The rules for each secure area",
            "Proof that those who work there know them",
            "Check that empty secure areas are locked and looked at",
        ],
        questions: &["May a technician work here alone? With a phone?", "How did the cleaners learn these rules?"],
    },
    Guidance {
        id: "A.7.7",
        asks: "Papers, media and screens are not left open to whoever walks past.",
        evidence: &[
            "The rule, and automatic screen lock by policy",
            "Results of clear desk rounds",
            "Lockable storage, pull printing, clean whiteboards",
        ],
        questions: &[
            "After how many minutes does this screen lock, and who can change that?",
            "What lay on desks and printers at the last round?",
        ],
    },
    Guidance {
        id: "A.7.8",
        asks: "Equipment stands where it is protected from weather, accidents, curious eyes and unauthorised hands.",
        evidence: &[
            "Site inspection of racks, network cabinets and devices in public areas",
            "Temperature and humidity readings with alarms",
            "Rules on food, drink and access near equipment",
        ],
        questions: &["Who can touch this device, and would anybody notice?", "What happens if the temperature rises at night?"],
    },
    Guidance {
        id: "A.7.9",
        asks: "Equipment that works outside the premises, carried around or permanently installed there, is protected \
            according to where it is.",
        evidence: &[
            "Rules for taking equipment out, with approval where needed",
            "Register of who has which device",
            "Disk encryption, remote wipe and tracking settings",
        ],
        questions: &["Take a device from the list: where is it now?", "How are devices protected that stand at a customer's or outdoors?"],
    },
    Guidance {
        id: "A.7.10",
        asks: "Disks, sticks, tapes and paper are controlled from purchase through use and transport to disposal.",
        evidence: &[
            "Rules on removable media, and the technical block where it applies",
            "Register of media with sensitive content, and transport records",
            "Certificates or logs of destruction",
        ],
        questions: &["Can I plug in a USB stick here? What happens?", "Where is the oldest backup medium, and can it still be read?"],
    },
    Guidance {
        id: "A.7.11",
        asks: "Power, cooling, water and telecoms that IT depends on are planned, watched and can fail without harm for \
            as long as needed.",
        evidence: &[
            "UPS and generator test records",
            "Capacity against load, and monitoring alarms",
            "Second routes for power and telecoms where needed",
        ],
        questions: &[
            "How long does the UPS last at today's load, and when was that measured?",
            "Who is alerted when cooling fails at the weekend?",
        ],
    },
    Guidance {
        id: "A.7.12",
        asks: "Cables for power and data are laid so that they are neither cut by accident nor tapped on purpose.",
        evidence: &["Cable plans and marking", "Locked patch cabinets and protected routes", "Inspections for unknown devices"],
        questions: &["Where do the lines enter the building, and do both routes share a trench?", "Who can open this patch cabinet?"],
    },
    Guidance {
        id: "A.7.13",
        asks: "Equipment is maintained as its maker advises, by people entitled to do so, with care for the data on it.",
        evidence: &[
            "Maintenance plan and service reports",
            "Supervision or data removal when outsiders service equipment",
            "Insurance or warranty conditions that depend on maintenance",
        ],
        questions: &[
            "When was this unit last serviced, and is the next date planned?",
            "What happens to data when a device goes out for repair?",
        ],
    },
    Guidance {
        id: "A.7.14",
        asks: "Before a device or a part of it is thrown away, sold or reused, data and licensed software are really gone.",
        evidence: &[
            "Wiping or destruction records by serial number",
            "Contract and certificates of the disposal firm",
            "Rules for devices with encryption, and for leased ones and printers",
        ],
        questions: &["Take three devices that left the register: what proves that they were wiped?", "Who checks the disposal firm?"],
    },
    Guidance {
        id: "A.8.1",
        asks: "Laptops, phones and tablets are set up, kept current and used so that data on them stay safe, whether \
            the device is the organisation's or private.",
        evidence: &[
            "Device policy and the rules for private devices",
            "Device management report: encryption, updates, lock, malware protection",
            "Exceptions and devices that no longer report in",
        ],
        questions: &["How many devices are out of date today, and who follows that up?", "What happens on the day a phone is lost?"],
    },
    Guidance {
        id: "A.8.2",
        asks: "Administrator and other powerful rights are few, personal, granted for a reason, used only when needed \
            and looked at often.",
        evidence: &[
            "The list of privileged accounts with owner and reason",
            "Separate admin accounts, strong authentication, time-limited rights",
            "Reviews and logs of privileged use",
        ],
        questions: &["Who can change everything in this system, and why each of them?", "How is emergency access given and taken back?"],
    },
    Guidance {
        id: "A.8.3",
        asks: "Systems show each user only what the access rules allow, down to the data and functions where it matters.",
        evidence: &[
            "Permission settings compared with the access policy",
            "Tests with an ordinary account",
            "Settings for shared links, exports and interfaces",
        ],
        questions: &["Log in as an ordinary user: what can you see that you should not?", "Who may export the whole database?"],
    },
    Guidance {
        id: "A.8.4",
        asks: "Source code, build tools and libraries can be read by those who need to and changed only by way of a \
            controlled process.",
        evidence: &[
            "Repository permissions and protected branches",
            "Merge reviews and commit history",
            "Access of contractors, bots and tokens to repositories",
        ],
        questions: &["Who can push to the main branch without a review?", "When was access to the repositories last looked through?"],
    },
    Guidance {
        id: "A.8.5",
        asks: "Logging in is as strong as the risk demands, resists guessing and theft, and tells an attacker nothing.",
        evidence: &[
            "Authentication standard with the cases that need more than one factor",
            "Settings for lockout, session length and error messages",
            "Coverage report of multi-factor login with exceptions",
        ],
        questions: &["Which accounts can still log in with a password alone?", "How does this system react to a hundred wrong passwords?"],
    },
    Guidance {
        id: "A.8.6",
        asks: "Use of computing, storage, people and space is watched and planned, so that nothing fails because it is full.",
        evidence: &[
            "Monitoring of load and storage with thresholds",
            "Forecasts and decisions that followed",
            "Load tests, scaling rules and cost limits for cloud services",
        ],
        questions: &["Which resource runs out first, and when?", "What happens automatically when the threshold is reached?"],
    },
    Guidance {
        id: "A.8.7",
        asks: "Malicious code is kept out, found and removed by a mix of technology and people who know what to look for.",
        evidence: &[
            "Protection status of clients and servers, with gaps",
            "Alerts and how they were handled",
            "Rules on software sources, and awareness material",
        ],
        questions: &[
            "Which systems have no malware protection, and what protects them instead?",
            "Show an alert and what was done about it.",
        ],
    },
    Guidance {
        id: "A.8.8",
        asks: "Weaknesses in the systems you use are learnt of, judged for your own situation and fixed within set times.",
        evidence: &[
            "Sources and scans, with how much of the estate they cover",
            "Open weaknesses by age against the deadlines",
            "Patch records, and approved exceptions where patching must wait",
            "Penetration test reports with follow-up",
        ],
        questions: &[
            "What is your deadline for a critical weakness, and how often did you meet it?",
            "Choose an open one: who decided that it may stay open?",
        ],
    },
    Guidance {
        id: "A.8.9",
        asks: "Systems have an agreed secure configuration, it is written down, and drift from it is noticed.",
        evidence: &[
            "Configuration standards or templates by type of system",
            "Configuration as code, or scans against the standard",
            "Deviations, with approval or correction",
        ],
        questions: &["How does a new server get its settings?", "Who notices when a setting is changed by hand?"],
    },
    Guidance {
        id: "A.8.10",
        asks: "Data that are no longer needed are deleted, everywhere they are, in a way that holds and can be shown.",
        evidence: &[
            "Deletion rules by type of data, tied to retention",
            "Deletion jobs or logs",
            "Confirmation of deletion from cloud providers and suppliers",
        ],
        questions: &[
            "Show that data of a former customer are gone, from backups and test systems too.",
            "Which data do you keep without a reason?",
        ],
    },
    Guidance {
        id: "A.8.11",
        asks: "Where people do not need the real values, they see masked or pseudonymised ones, under the access rules and the law.",
        evidence: &[
            "The rule on which fields are masked for whom",
            "Masked views or exports, compared with the originals",
            "Assessment of how easily a person could be recognised again",
        ],
        questions: &["What does support see of a customer's data?", "Who can turn masking back, and is that logged?"],
    },
    Guidance {
        id: "A.8.12",
        asks: "Ways in which sensitive data could leave, on purpose or by mistake, are known, and the important ones \
            are blocked or watched.",
        evidence: &[
            "The data concerned and the channels considered",
            "Rules on mail, upload, print and removable media, with alerts",
            "Handled alerts and false alarms, with agreement of staff representatives where required",
        ],
        questions: &[
            "If I send this file to a private mail address, what happens?",
            "Which channel do you leave open, and who accepted that?",
        ],
    },
    Guidance {
        id: "A.8.13",
        asks: "Copies of data, software and system settings exist, are kept safe from what may hit the original, and \
            have been restored in a test.",
        evidence: &[
            "The backup policy with scope, frequency and retention, in line with the business's needs",
            "Job reports with failures and how they were followed up",
            "Restore tests with time taken and result",
        ],
        questions: &[
            "When did you last restore this system completely, and how long did it take?",
            "Could an attacker with admin rights delete the backups too?",
        ],
    },
    Guidance {
        id: "A.8.14",
        asks: "Where availability matters, there is more than one of what is needed, and the switch-over has been tried.",
        evidence: &[
            "Architecture with redundant parts, and single points of failure that were accepted",
            "Failover tests with dates and results",
            "Availability targets against what was achieved",
        ],
        questions: &["Switch off any one part of this: what happens?", "Are both copies in the same building, region or account?"],
    },
    Guidance {
        id: "A.8.15",
        asks: "Systems record who did what and when. The records are kept out of reach of those they are about, for \
            long enough, and are used.",
        evidence: &[
            "The logging standard: which events, which systems, how long",
            "Central log storage, with access rights and protection from change",
            "Samples that show administrator actions",
        ],
        questions: &["Can an administrator delete the traces of their own work?", "Show the log of a given login three months ago."],
    },
    Guidance {
        id: "A.8.16",
        asks: "Networks, systems and applications are watched for behaviour out of the ordinary, and somebody reacts.",
        evidence: &[
            "What is watched, with what is normal as the baseline",
            "Alert rules and their tuning",
            "Alerts with response times and outcome, outside office hours too",
        ],
        questions: &["Show the last alert that led to an incident.", "Who sees an alert on Sunday night?"],
    },
    Guidance {
        id: "A.8.17",
        asks: "All systems tell the same time, from sources you chose, so that logs of different systems can be put side by side.",
        evidence: &[
            "The time sources and the standard for their use",
            "Configuration of servers, network, cloud and building systems",
            "Monitoring of drift",
        ],
        questions: &["Compare the clocks of two systems and of the door access system.", "What happens when the time source fails?"],
    },
    Guidance {
        id: "A.8.18",
        asks: "Tools that can get round normal protection are limited to few people and occasions, and their use leaves a trace.",
        evidence: &["The list of such tools, with who may use them", "Removal or blocking on ordinary systems", "Logs of their use"],
        questions: &[
            "Who can start a database console, a debugger or a disk tool on production?",
            "How would you notice that somebody did?",
        ],
    },
    Guidance {
        id: "A.8.19",
        asks: "What gets installed on live systems is decided, tested, comes from a trusted source and can be undone.",
        evidence: &[
            "Rules for users and for administrators on installing software",
            "Allowed software list or package sources",
            "Install and update records, with a way back",
        ],
        questions: &["Can a user install software on this laptop? Show me.", "How do you know that this package is genuine?"],
    },
    Guidance {
        id: "A.8.20",
        asks: "Networks are documented, managed by responsible people, kept safe against misuse and watched.",
        evidence: &[
            "Current network diagram",
            "Device configuration, updates and hardened administration access",
            "Firewall rules with owner and last review",
        ],
        questions: &["Show a firewall rule that nobody needs any more.", "Who administers the network, and from where?"],
    },
    Guidance {
        id: "A.8.21",
        asks: "For each network service, own or bought, it is known what security and quality it must provide, and it \
            is checked that it does.",
        evidence: &[
            "The list of services with their requirements: internet line, VPN, DNS, wireless, managed firewall",
            "Contracts and service levels",
            "Monitoring reports and review records",
        ],
        questions: &[
            "What did you agree with your internet provider about attacks that overload the line?",
            "How do you check that the service delivers it?",
        ],
    },
    Guidance {
        id: "A.8.22",
        asks: "The network is split so that trouble in one part stays there, and traffic between parts is limited to what is needed.",
        evidence: &[
            "Zones with purpose and allowed traffic",
            "Firewall or security group settings that match",
            "Tests that show the separation holds",
        ],
        questions: &["Can a device in the guest network reach a server?", "Where do office, production and development meet?"],
    },
    Guidance {
        id: "A.8.23",
        asks: "Access to web sites that are dangerous or out of bounds is limited, on and off the premises.",
        evidence: &[
            "The rule on what is blocked and why",
            "Filter settings on clients, DNS or proxy",
            "Handling of requests for exceptions",
        ],
        questions: &["What happens when a laptop at home opens a known phishing page?", "Who decides that a blocked page is opened?"],
    },
    Guidance {
        id: "A.8.24",
        asks: "It is settled where encryption, signatures and hashing are used, which methods are good enough, and how \
            keys live and die.",
        evidence: &[
            "The cryptography rules, with approved methods and strengths",
            "Key and certificate register with owners and expiry dates",
            "Key handling: generation, storage, rotation, recovery, destruction",
        ],
        questions: &["Who can read the keys, and what happens if they are lost?", "Which certificate expires next, and who knows?"],
    },
    Guidance {
        id: "A.8.25",
        asks: "Security has its place in each step of making software, from idea to retirement, and the steps are followed.",
        evidence: &[
            "The development process with its security activities",
            "One feature traced from requirement to release",
            "Training and tools of the developers",
        ],
        questions: &["Take a recent release: where can I see each security step?", "When may a step be skipped, and who decides?"],
    },
    Guidance {
        id: "A.8.26",
        asks: "What an application must do for security is found out, agreed and written down before it is built or bought.",
        evidence: &[
            "Security requirements of a recent application or purchase",
            "Risk or threat analysis from which they come",
            "Acceptance against these requirements, payment and transaction functions included",
        ],
        questions: &["Who approved the security requirements of this application?", "Which of them did the product you bought not meet?"],
    },
    Guidance {
        id: "A.8.27",
        asks: "There are written principles for building secure systems, such as least privilege, defence in depth and \
            distrust of input, and they shape designs.",
        evidence: &[
            "The principles, with version and owner",
            "Design reviews or decision records that refer to them",
            "Requirements on suppliers who build systems for you",
        ],
        questions: &["Show a design decision that was changed because of these principles.", "When were they last brought up to date?"],
    },
    Guidance {
        id: "A.8.28",
        asks: "Code is written by rules that prevent the usual weaknesses, with tools and reviews that find the rest.",
        evidence: &[
            "Secure coding rules for the languages in use",
            "Results of static analysis, dependency and secret scans, with follow-up",
            "Reviews of changes, and rules on outside components",
        ],
        questions: &["What happens to a build with a serious finding?", "How do you learn of a weakness in a library you use?"],
    },
    Guidance {
        id: "A.8.29",
        asks: "Security is tested while software is made and before it goes live, by plan and with results that count.",
        evidence: &[
            "Test plans with security cases",
            "Results of scans, penetration tests and regression tests",
            "Release decisions that refer to them",
        ],
        questions: &[
            "Which release was stopped or delayed by a security test?",
            "Who tests: the developer, somebody else, or an outside firm?",
        ],
    },
    Guidance {
        id: "A.8.30",
        asks: "If others write software for you, you tell them what security is needed, watch how they work and check \
            what they deliver.",
        evidence: &[
            "Contract terms: secure development, ownership of code, right to audit, escrow",
            "Acceptance tests and code reviews of deliveries",
            "Meetings or reports in which security is followed",
        ],
        questions: &["How do you know how your developer tests?", "Who owns the code, and could you go on without them?"],
    },
    Guidance {
        id: "A.8.31",
        asks: "Development, testing and live operation are kept apart, so that experiments do not hurt and test \
            accounts do not open live data.",
        evidence: &[
            "Separate accounts, networks or clusters for each environment",
            "Rights by environment, with few people who have both",
            "The way from development to production",
        ],
        questions: &["Which developers can change production directly?", "Is there live data in the test environment?"],
    },
    Guidance {
        id: "A.8.32",
        asks: "Changes to systems are asked for, judged, tested, approved and can be undone. Emergencies have a short \
            form of the same.",
        evidence: &[
            "The change procedure, with what counts as standard and as emergency",
            "A sample of changes with risk, test, approval and way back",
            "Deployments matched against approved changes",
        ],
        questions: &["Take a deployment from the log: where is its approval?", "How many changes failed, and how were they undone?"],
    },
    Guidance {
        id: "A.8.33",
        asks: "Test data are chosen with care: real data only with approval, masked or protected like the original, and \
            removed afterwards.",
        evidence: &["The rule on test data", "Approvals for the use of live data, with deletion", "Masked or synthetic data sets"],
        questions: &["Where does the data in this test system come from?", "When was the last copy of live data deleted there?"],
    },
    Guidance {
        id: "A.8.34",
        asks: "Audits, scans and penetration tests on live systems are agreed beforehand, so that the check itself does no harm.",
        evidence: &[
            "Agreed scope, times and contacts for tests",
            "Read-only or temporary access for auditors, with its withdrawal",
            "Log of what testers did",
        ],
        questions: &[
            "Who agreed to the last penetration test, and what was out of bounds?",
            "What happened to the testers' accounts and data afterwards?",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_controls_are_the_same_in_the_same_order() {
        assert!(WORDS.iter().map(|words| words.id).eq(annex_a::ANNEX_A.iter().map(|control| control.id)));
        assert!(by_id("A.8.34").is_some_and(|words| words.id == "A.8.34"));
        assert!(by_id("A.8.35").is_none());
    }

    #[test]
    fn every_control_has_enough_words_and_not_too_many() {
        for words in WORDS {
            assert!((40..=260).contains(&words.asks.len()) && words.asks.ends_with('.'), "{}", words.id);
            assert!((2..=4).contains(&words.evidence.len()), "{}", words.id);
            assert!((1..=3).contains(&words.questions.len()), "{}", words.id);
        }
    }

    #[test]
    fn lines_are_clean() {
        for words in WORDS {
            let lines = words.evidence.iter().chain(words.questions).chain([&words.asks]);
            for line in lines {
                assert!(!line.contains("  ") && line.trim() == *line && !line.is_empty(), "{}: {line:?}", words.id);
            }
            assert!(words.evidence.iter().all(|line| !line.ends_with('.')), "{}", words.id);
            assert!(words.questions.iter().all(|line| line.ends_with(['?', '.'])), "{}", words.id);
        }
    }

    #[test]
    fn no_sentence_is_used_twice() {
        let mut lines: Vec<_> = WORDS.iter().flat_map(|words| words.evidence.iter().chain(words.questions).chain([&words.asks])).collect();
        lines.sort();
        assert_eq!(lines.windows(2).find(|pair| pair[0] == pair[1]), None);
    }
}
